"""The blueprint of people, by itself so that every module of views can use it."""

from flask import Blueprint

participants = Blueprint("participants", __name__)
