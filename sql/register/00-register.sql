CREATE TABLE disclosure.register (
	version text NOT NULL,
	created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE disclosure.register IS '登记簿的版本，只有一行';
COMMENT ON COLUMN disclosure.register.version IS '登记簿的版本';
COMMENT ON COLUMN disclosure.register.created_at IS '建立时间';
CREATE UNIQUE INDEX register_one_row ON disclosure.register ((true));
