/* The versions of the register.  No key: data restored into a fresh register add their own history. */
CREATE TABLE IF NOT EXISTS disclosure.register (
	version text NOT NULL,
	since timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE disclosure.register REPLICA IDENTITY FULL;
COMMENT ON TABLE disclosure.register IS '登记簿的版本沿革，时间最近的一行是现在的版本';
COMMENT ON COLUMN disclosure.register.version IS '登记簿的版本';
COMMENT ON COLUMN disclosure.register.since IS '自何时起';
