-- Les magistrats d'une juridiction qui ont ecrit ici : l'annuaire de l'autre ministere, tel qu'il est connu.
create index message_auteur on message ((auteur ->> 'code'), (auteur ->> 'matricule'), emis_a desc);
