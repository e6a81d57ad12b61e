-- Figures that tests of reports share: made-up ones, and those that four governments published; and rules of an office.

-- n requests received and granted
CREATE FUNCTION pg_temp.granted(n integer) RETURNS disclosure.figures LANGUAGE sql AS $$
	SELECT disclosure.zero_figures('2021') OPERATOR(disclosure.+) format('{"form":"2021","requests":{"received":[%1$s,0,0,0,0,0,%1$s],
		"granted":[%1$s,0,0,0,0,0,%1$s],"processed":[%1$s,0,0,0,0,0,%1$s]}}', n)::disclosure.figures
$$;

-- rules own.1, own.2 …, of severity error
CREATE FUNCTION pg_temp.rules(VARIADIC statements text[]) RETURNS disclosure.checked_rule[] LANGUAGE sql AS $$
	SELECT array_agg(ROW('own.' || i, 'error', s, NULL, NULL, NULL, NULL)::disclosure.checked_rule ORDER BY i)
	FROM unnest(statements) WITH ORDINALITY t (s, i)
$$;

-- as published, with their errors: 洪泽 2023 and 平潭 2020 contradict themselves
CREATE TEMP TABLE real_report AS SELECT unit_id, place, year, text::disclosure.figures AS figures FROM (VALUES
	('321300', '宿迁', 2023, '{"form":"2021","proactive":{"government_rules":[2,0,11],"normative_documents":[109,489,597],"licensing":[1808595],
		"penalties":[2822652],"compulsion":[20163],"charges":[59237.2449]},"requests":{"received":[3402,99,0,4,5,1,3511],
		"carried_in":[91,3,0,0,2,0,96],"granted":[1175,12,0,3,1,0,1191],"partly_granted":[319,7,0,0,2,0,328],"state_secret":[0,0,0,0,0,0,0],
		"prohibited_by_law":[27,0,0,0,0,0,27],"security_stability":[6,0,0,0,0,0,6],"third_party_rights":[38,0,0,0,0,0,38],
		"internal_affairs":[20,0,0,0,0,0,20],"process_information":[9,0,0,0,0,0,9],"enforcement_file":[21,0,0,0,0,0,21],
		"registry_lookup":[20,1,0,0,0,0,21],"not_held":[968,74,0,1,3,1,1047],"needs_creation":[26,2,0,0,0,0,28],
		"still_unclear":[3,0,0,0,0,0,3],"petition_complaint":[305,0,0,0,0,0,305],"repeated":[39,0,0,0,0,0,39],
		"published_material":[0,0,0,0,0,0,0],"unjustified_mass":[58,0,0,0,0,0,58],"confirm_or_reissue":[4,0,0,0,0,0,4],
		"supplement_overdue":[40,0,0,0,0,0,40],"fee_overdue":[10,0,0,0,0,0,10],"miscellaneous":[287,3,0,0,1,0,291],
		"processed":[3375,99,0,4,7,1,3486],"carried_out":[118,3,0,0,0,0,121]},"remedies":{"reconsideration":[309,17,88,26,440],
		"direct_suit":[1,1,16,6,24],"suit_after_reconsideration":[13,0,67,9,89]}}'),
	('321300', '宿迁', 2024, '{"form":"2021","proactive":{"government_rules":[2,1,12],"normative_documents":[50,227,420],"licensing":[1573179],
		"penalties":[2676474],"compulsion":[29351],"charges":[72701.2578]},"requests":{"received":[3440,75,0,1,6,3,3525],
		"carried_in":[118,3,0,0,0,0,121],"granted":[1408,21,0,0,2,0,1431],"partly_granted":[462,9,0,0,0,0,471],
		"state_secret":[2,0,0,0,0,0,2],"prohibited_by_law":[1,0,0,0,0,0,1],"security_stability":[4,0,0,0,0,0,4],
		"third_party_rights":[16,1,0,0,0,0,17],"internal_affairs":[21,0,0,0,0,0,21],"process_information":[10,1,0,0,0,0,11],
		"enforcement_file":[21,2,0,0,0,0,23],"registry_lookup":[13,0,0,0,0,0,13],"not_held":[859,33,0,0,3,2,897],
		"needs_creation":[35,1,0,0,0,0,36],"still_unclear":[8,0,0,0,0,0,8],"petition_complaint":[86,1,0,0,0,0,87],
		"repeated":[26,1,0,0,0,0,27],"published_material":[0,0,0,0,0,0,0],"unjustified_mass":[3,0,0,0,0,0,3],
		"confirm_or_reissue":[0,0,0,0,0,0,0],"supplement_overdue":[75,1,0,1,0,0,77],"fee_overdue":[38,0,0,0,0,0,38],
		"miscellaneous":[352,2,0,0,0,0,354],"processed":[3440,73,0,1,5,2,3521],"carried_out":[118,5,0,0,1,1,125]},
		"remedies":{"reconsideration":[88,18,28,36,170],"direct_suit":[7,0,11,7,25],"suit_after_reconsideration":[33,0,6,13,52]}}'),
	('320800', '淮安', 2024, '{"form":"2021","proactive":{"government_rules":[1,0,11],"normative_documents":[8,26,66],"licensing":[447228],"penalties":[3985758],
		"compulsion":[88283],"charges":[96171.6]},"requests":{"received":[3001,53,0,0,61,4,3119],"carried_in":[34,0,0,0,0,0,34],
		"granted":[1288,21,0,0,50,3,1362],"partly_granted":[447,7,0,0,0,0,454],"state_secret":[2,0,0,0,0,0,2],
		"prohibited_by_law":[30,1,0,0,0,0,31],"security_stability":[5,0,0,0,0,0,5],"third_party_rights":[6,0,0,0,0,0,6],
		"internal_affairs":[7,1,0,0,0,0,8],"process_information":[12,0,0,0,0,0,12],"enforcement_file":[9,0,0,0,0,0,9],
		"registry_lookup":[105,0,0,0,0,0,105],"not_held":[746,12,0,0,10,1,769],"needs_creation":[11,0,0,0,0,0,11],
		"still_unclear":[1,0,0,0,0,0,1],"petition_complaint":[56,6,0,0,0,0,62],"repeated":[25,0,0,0,0,0,25],
		"published_material":[0,0,0,0,0,0,0],"unjustified_mass":[0,0,0,0,0,0,0],"confirm_or_reissue":[1,0,0,0,0,0,1],
		"supplement_overdue":[67,3,0,0,1,0,71],"fee_overdue":[6,0,0,0,0,0,6],"miscellaneous":[108,2,0,0,0,0,110],
		"processed":[2932,53,0,0,61,4,3050],"carried_out":[103,0,0,0,0,0,103]},"remedies":{"reconsideration":[72,64,178,37,351],
		"direct_suit":[13,4,8,1,26],"suit_after_reconsideration":[12,1,1,6,20]}}'),
	('320813', '洪泽', 2023, '{"form":"2021","proactive":{"government_rules":[0,0,0],"normative_documents":[0,5,5],"licensing":[550],"penalties":[4119],
		"compulsion":[195],"charges":[7730.28]},"requests":{"received":[21,0,0,0,0,0,21],"carried_in":[0,0,0,0,0,0,0],
		"granted":[0,0,0,0,0,0,0],"partly_granted":[4,0,0,0,0,0,4],"state_secret":[1,0,0,0,0,0,1],"prohibited_by_law":[0,0,0,0,0,0,0],
		"security_stability":[0,0,0,0,0,0,0],"third_party_rights":[0,0,0,0,0,0,0],"internal_affairs":[0,0,0,0,0,0,0],
		"process_information":[1,0,0,0,0,0,1],"enforcement_file":[1,0,0,0,0,0,1],"registry_lookup":[0,0,0,0,0,0,0],
		"not_held":[10,0,0,0,0,0,10],"needs_creation":[3,0,0,0,0,0,3],"still_unclear":[0,0,0,0,0,0,0],"petition_complaint":[1,0,0,0,0,0,1],
		"repeated":[0,0,0,0,0,0,0],"published_material":[0,0,0,0,0,0,0],"unjustified_mass":[0,0,0,0,0,0,0],
		"confirm_or_reissue":[0,0,0,0,0,0,0],
		"otherwise_handled":{"natural_person":0,"enterprise":0,"research":0,"public_welfare":0,"legal_service":0,"other_organisation":0,"total":0},
		"processed":[21,0,0,0,0,0,21],"carried_out":[0,0,0,0,0,0,0]},"remedies":{"reconsideration":[10,1,0,0,0],"direct_suit":[0,0,0,0,0],
		"suit_after_reconsideration":[5,0,0,0,0]}}'),
	('320813', '洪泽', 2024, '{"form":"2021","proactive":{"government_rules":[0,0,0],"normative_documents":[3,0,8],"licensing":[9487],"penalties":[2776],
		"compulsion":[84],"charges":[7545]},"requests":{"received":[95,0,0,0,0,0,95],"carried_in":[0,0,0,0,0,0,0],
		"granted":[50,0,0,0,0,0,50],"partly_granted":[9,0,0,0,0,0,9],"state_secret":[0,0,0,0,0,0,0],"prohibited_by_law":[0,0,0,0,0,0,0],
		"security_stability":[1,0,0,0,0,0,1],"third_party_rights":[0,0,0,0,0,0,0],"internal_affairs":[0,0,0,0,0,0,0],
		"process_information":[1,0,0,0,0,0,1],"enforcement_file":[1,0,0,0,0,0,1],"registry_lookup":[0,0,0,0,0,0,0],
		"not_held":[31,0,0,0,0,0,31],"needs_creation":[1,0,0,0,0,0,1],"still_unclear":[0,0,0,0,0,0,0],"petition_complaint":[1,0,0,0,0,0,1],
		"repeated":[0,0,0,0,0,0,0],"published_material":[0,0,0,0,0,0,0],"unjustified_mass":[0,0,0,0,0,0,0],
		"confirm_or_reissue":[0,0,0,0,0,0,0],
		"otherwise_handled":{"natural_person":0,"enterprise":0,"research":0,"public_welfare":0,"legal_service":0,"other_organisation":0,"total":0},
		"processed":[95,0,0,0,0,0,95],"carried_out":[0,0,0,0,0,0,0]},"remedies":{"reconsideration":[1,1,0,0,2],"direct_suit":[1,0,0,0,1],
		"suit_after_reconsideration":[2,0,1,0,3]}}'),
	('350128', '平潭', 2020, '{"form":"2019","proactive":{"government_rules":[0,0,7],"normative_documents":[77,77,166],"licensing":[396,442,278],
		"other_services":[10,7,105],"penalties":[2648,-18,538],"compulsion":[126,26,29],"charges":[35,-15]},
		"requests":{"received":[20,0,0,0,0,1,21],"carried_in":[0,0,0,0,0,0,0],"granted":[6,0,0,0,0,1,7],"partly_granted":[6,0,0,0,0,0,6],
		"state_secret":[0,0,0,0,0,0,0],"prohibited_by_law":[0,0,0,0,0,0,0],"security_stability":[0,0,0,0,0,0,0],
		"third_party_rights":[0,0,0,0,0,0,0],"internal_affairs":[0,0,0,0,0,0,0],"process_information":[0,0,0,0,0,0,0],
		"enforcement_file":[0,0,0,0,0,0,0],"registry_lookup":[0,0,0,0,0,0,0],"not_held":[4,0,0,0,0,0,4],"needs_creation":[0,0,0,0,0,0,0],
		"still_unclear":[3,0,0,0,0,0,3],"petition_complaint":[0,0,0,0,0,0,0],"repeated":[3,0,0,0,0,0,3],"published_material":[0,0,0,0,0,0,0],
		"unjustified_mass":[0,0,0,0,0,0,0],"confirm_or_reissue":[0,0,0,0,0,0,0],"otherwise_handled":[4,0,0,0,0,0,4],
		"processed":[20,0,0,0,0,1,21],"carried_out":[0,0,0,0,0,0,0]},"remedies":{"reconsideration":[0,0,0,0,0],"direct_suit":[0,0,0,0,0],
		"suit_after_reconsideration":[0,0,0,0,0]}}')) AS v (unit_id, place, year, text);
