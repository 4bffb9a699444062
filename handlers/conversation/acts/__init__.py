"""What people say and press that is about no programme: small talk, reaching a human, one's own data."""
