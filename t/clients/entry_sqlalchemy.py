# Superset and other tools over SQLAlchemy and psycopg2, for t/009_clients.pl; does and prints what Entry.java does.
#	entry_sqlalchemy.py URL UNIT YEAR VIEW...
import sys
import sqlalchemy
from entry import Client


class Alchemy(Client):
    mark = '%s'
    error = sqlalchemy.exc.DBAPIError

    def execute(self, sql, values):
        return self.connection.exec_driver_sql(sql, tuple(values)).rowcount

    # str(error) would add the statement; a tool shows what the driver says
    def sqlstate_and_message(self, error):
        return error.orig.pgcode, str(error.orig)

    def commit(self):
        self.transaction.commit()
        self.transaction = self.connection.begin()

    def rollback(self):
        self.transaction.rollback()
        self.transaction = self.connection.begin()

    def columns(self, view):
        for c in sqlalchemy.inspect(engine).get_columns(view, schema='disclosure'):
            kind = c['type']
            yield (c['name'], type(kind).__name__.upper(), getattr(kind, 'length', None) or getattr(kind, 'precision', None),
                   getattr(kind, 'scale', None), c['comment'])


engine = sqlalchemy.create_engine(sys.argv[1])
with engine.connect() as connection:
    client = Alchemy(connection)
    client.transaction = connection.begin()
    client.run(sys.argv[2], int(sys.argv[3]), sys.argv[4:])
