"""A made-up world to ask about: coined names, facts of every day, and people who ask badly."""
