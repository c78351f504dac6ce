"""Facts about a client's care that the checks share: days, months, trajects, contracts, what runs beside what."""
