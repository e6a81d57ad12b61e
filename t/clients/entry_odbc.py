# A form tool, or Excel, over ODBC, for t/009_clients.pl; does and prints what Entry.java does.
#	entry_odbc.py CONNECTION UNIT YEAR VIEW...
import sys
import pyodbc
from entry import Client


class Odbc(Client):
    mark = '?'
    error = pyodbc.Error

    def sqlstate_and_message(self, error):
        return error.args[0], error.args[1]

    def columns(self, view):
        for c in self.connection.cursor().columns(schema='disclosure', table=view):
            yield c.column_name, c.type_name.upper(), c.column_size, c.decimal_digits, c.remarks


connection = pyodbc.connect(sys.argv[1], autocommit=False)
Odbc(connection).run(sys.argv[2], int(sys.argv[3]), sys.argv[4:])
