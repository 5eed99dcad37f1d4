DROP TABLE data_complaints;
DROP TABLE rights_case_tasks;
DROP TABLE rights_answers;
DROP TABLE rights_records;
DROP TABLE rights_steps;
DROP TABLE rights_conflicts;
DROP TABLE rights_requests;
