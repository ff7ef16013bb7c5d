"""Every rule by its name, as a teacher or a program asks it."""
