"""Dated steps of a project: the plan, every forecast ever made with the day it was made, and what became of it."""
