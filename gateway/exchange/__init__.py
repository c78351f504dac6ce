"""Use cases: receive, issue, answer, deliver. One public function is one transaction."""
