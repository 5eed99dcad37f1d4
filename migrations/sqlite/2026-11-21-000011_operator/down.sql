DROP TABLE announcement_organisations;
DROP TABLE announcements;
DROP TABLE organisation_events;
DROP TABLE organisation_sizes;
