DROP TABLE closed_organisations;
DROP TABLE closings;
DROP TABLE handovers;
