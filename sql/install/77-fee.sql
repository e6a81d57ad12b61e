/* 信息处理费: 国办函〔2020〕109号. */

CREATE FUNCTION disclosure.processing_fee_by_item(items_this_month integer)
RETURNS numeric
AS 'MODULE_PATHNAME', 'disclosure_processing_fee_by_item'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.processing_fee_by_item(integer) IS
'按件计收的信息处理费: yuan for all requests that an applicant has made within a calendar month; the fee of one request is the difference';

CREATE FUNCTION disclosure.processing_fee_by_page(pages integer)
RETURNS numeric
AS 'MODULE_PATHNAME', 'disclosure_processing_fee_by_page'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.processing_fee_by_page(integer) IS
'按量计收的信息处理费: yuan for the pages of one request';
