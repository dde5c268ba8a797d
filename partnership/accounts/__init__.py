"""People who sign in: accounts, their roles in organisations, invitations, second factors and sessions."""
