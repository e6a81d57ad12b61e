CREATE TABLE disclosure.unit (
	unit_id text PRIMARY KEY,
	name text NOT NULL,
	kind text NOT NULL DEFAULT 'department' CHECK (kind IN ('government', 'department', 'township',
		'subdistrict', 'dispatched', 'zone', 'vertical', 'authorised', 'enterprise')),
	division_code text
);
COMMENT ON TABLE disclosure.unit IS '单位：填报年度报告的机关';
COMMENT ON COLUMN disclosure.unit.unit_id IS '单位代码，由使用者确定';
COMMENT ON COLUMN disclosure.unit.name IS '单位名称';
COMMENT ON COLUMN disclosure.unit.kind IS '类别：government 政府，department 部门，township 乡镇，subdistrict 街道，dispatched 派出机关，zone 开发区，vertical 垂直管理，authorised 授权组织，enterprise 企事业单位';
COMMENT ON COLUMN disclosure.unit.division_code IS '行政区划代码';
