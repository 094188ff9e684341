"""What the desk learns: unanswered questions, feedback, and curators who act on them in Discord."""
