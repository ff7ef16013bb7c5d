"""What who teaches sees: marks, evidence, its verification, the control room, the world's events."""
