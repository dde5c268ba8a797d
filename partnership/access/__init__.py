"""Who may do what: roles, actions and the one permission table; closed by default."""
