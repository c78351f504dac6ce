"""The database: connections, transactions, bookings, migrations, rights and the vault."""
