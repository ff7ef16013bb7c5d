"""What a rule-based player could do now, word by word, done rightly and in the usual wrong way."""
