"""Build and check scripts of the project; none of them is part of the application."""
