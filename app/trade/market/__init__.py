"""How buyers judge: choice, negotiation, satisfaction, standing, complaints; and events."""
