-- Identifiant que le poste donne a sa demande d'ouverture : renvoyee apres une coupure, elle rend la meme procedure.
alter table saisie add column demande uuid unique;
