"""A project of the partnership: what it is, who takes part, where, which points of the resolution it answers, its life."""
