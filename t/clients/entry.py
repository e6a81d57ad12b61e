# What the clients in Python have in common: see Entry.java.
import sys
from decimal import Decimal

sys.stdin.reconfigure(encoding='utf-8')
sys.stdout.reconfigure(encoding='utf-8')


def show(*fields):
    print('\t'.join(str(f).replace('\n', '\\n').replace('\t', ' ') for f in fields))


class Client:
    def __init__(self, connection):
        self.connection = connection

    def execute(self, sql, values):
        return self.connection.cursor().execute(sql, values).rowcount

    def commit(self):
        self.connection.commit()

    def rollback(self):
        self.connection.rollback()

    def attempt(self, what, sql, *values):
        try:
            show('done', what, self.execute(sql.replace('?', self.mark), values))
            self.commit()
        except self.error as error:
            self.rollback()
            show('refused', what, *self.sqlstate_and_message(error))

    def run(self, unit, year, views):
        rows = 0
        for line in sys.stdin:
            view, row, *cells = line.rstrip('\n').split('\t')
            columns, numbers = cells[0::2], [Decimal(n) for n in cells[1::2]]
            rows += self.execute(f'INSERT INTO disclosure.{view} (unit_id, year, row_code, {", ".join(columns)})'
                                 f' VALUES ({", ".join([self.mark] * (3 + len(columns)))})', [unit, year, row, *numbers])
        self.commit()
        show('done', 'save', rows)

        key = ' WHERE unit_id = ? AND year = ? AND scope = ? AND row_code = ?'
        change = 'UPDATE disclosure.entry_request SET natural_person = ?' + key
        self.attempt('update', 'UPDATE disclosure.entry_request SET natural_person = ?, reason = ?' + key, 8, '复核', unit, year, 'own', 'received')
        self.attempt('fraction', change, 3.5, unit, year, 'own', 'received')
        self.attempt('large', change, Decimal('350102199001011234'), unit, year, 'own', 'received')
        self.attempt('foreign', change, 1, 'other', year, 'own', 'received')
        self.attempt('nowhere', change, 1, 'none', year, 'own', 'received')
        self.attempt('closed', change, 1, 'closed', year, 'own', 'received')
        self.attempt('submit', 'SELECT disclosure.submit_report(?, ?)', unit, year)
        for view in views:
            for column in self.columns(view):
                show('column', view, *column)
