"""What each party may see when it decides: frozen values, read by (session, agenda entry)."""
