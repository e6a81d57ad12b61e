/*
 * A form tool over JDBC, for t/009_clients.pl:
 *	java -cp postgresql.jar Entry.java URL LOGIN UNIT YEAR VIEW...
 * Reads rows of the form from standard input and saves them in one transaction, changes one by its key, tries what is
 * refused, and lists the columns of views.  The other clients beside it do and print the same.
 */
import java.io.*;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.*;
import java.util.*;

public class Entry
{
	static PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

	static String line(Object... fields)
	{
		StringJoiner joined = new StringJoiner("\t");
		for (Object field : fields)
			joined.add(String.valueOf(field).replace("\n", "\\n").replace("\t", " "));
		return joined.toString();
	}

	static int run(Connection connection, String sql, Object... values) throws SQLException
	{
		try (PreparedStatement statement = connection.prepareStatement(sql))
		{
			for (int i = 0; i < values.length; i++)
				statement.setObject(i + 1, values[i]);
			return statement.execute() ? 0 : statement.getUpdateCount();
		}
	}

	static void attempt(Connection connection, String what, String sql, Object... values) throws SQLException
	{
		try
		{
			out.println(line("done", what, run(connection, sql, values)));
			connection.commit();
		}
		catch (SQLException e)
		{
			connection.rollback();
			out.println(line("refused", what, e.getSQLState(), e.getMessage()));
		}
	}

	public static void main(String[] args) throws Exception
	{
		String unit = args[2];
		int year = Integer.parseInt(args[3]);
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

		try (Connection connection = DriverManager.getConnection(args[0], args[1], ""))
		{
			connection.setAutoCommit(false);
			int rows = 0;
			for (String read; (read = in.readLine()) != null; )
			{
				String[] field = read.split("\t");	// view, row, column, number, column, number, ...
				StringJoiner columns = new StringJoiner(", ");
				StringJoiner marks = new StringJoiner(", ");
				List<Object> values = new ArrayList<>(List.of(unit, year, field[1]));
				for (int i = 2; i < field.length; i += 2)
				{
					columns.add(field[i]);
					marks.add("?");
					values.add(new BigDecimal(field[i + 1]));
				}
				rows += run(connection, "INSERT INTO disclosure." + field[0] + " (unit_id, year, row_code, " + columns +
					") VALUES (?, ?, ?, " + marks + ")", values.toArray());
			}
			connection.commit();
			out.println(line("done", "save", rows));

			String key = " WHERE unit_id = ? AND year = ? AND scope = ? AND row_code = ?";
			attempt(connection, "update", "UPDATE disclosure.entry_request SET natural_person = ?, reason = ?" + key, 8L, "复核", unit, year, "own", "received");
			attempt(connection, "fraction", "UPDATE disclosure.entry_request SET natural_person = ?" + key, 3.5, unit, year, "own", "received");
			attempt(connection, "large", "UPDATE disclosure.entry_request SET natural_person = ?" + key, new BigDecimal("350102199001011234"), unit, year, "own", "received");
			attempt(connection, "foreign", "UPDATE disclosure.entry_request SET natural_person = ?" + key, 1L, "other", year, "own", "received");
			attempt(connection, "nowhere", "UPDATE disclosure.entry_request SET natural_person = ?" + key, 1L, "none", year, "own", "received");
			attempt(connection, "closed", "UPDATE disclosure.entry_request SET natural_person = ?" + key, 1L, "closed", year, "own", "received");
			attempt(connection, "submit", "SELECT disclosure.submit_report(?, ?)", unit, year);

			for (int i = 4; i < args.length; i++)
				try (ResultSet column = connection.getMetaData().getColumns(null, "disclosure", args[i].replace("_", "\\_"), "%"))
				{
					while (column.next())
						out.println(line("column", args[i], column.getString("COLUMN_NAME"), JDBCType.valueOf(column.getInt("DATA_TYPE")).getName(),
							column.getInt("COLUMN_SIZE"), column.getInt("DECIMAL_DIGITS"), column.getString("REMARKS")));
				}
		}
	}
}
