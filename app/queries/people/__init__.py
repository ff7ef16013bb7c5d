"""Who is asking, accounts, courses, teams, invitations and partnerships."""
