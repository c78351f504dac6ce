"""A message comes in: checked at the door, judged, booked, answered."""
