"""Practice sets: papers of an invented deal with faults planted, and how they are known again."""
