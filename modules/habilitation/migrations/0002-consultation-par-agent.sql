-- La qualite d'un agent a une date passee se lit dans son dernier acces trace.
create index consultation_agent on consultation (matricule, quand desc);
