-- Identifiant que le poste donne a sa demande d'ouverture : renvoyee apres une coupure, elle rend la meme procedure.
alter table saisie add column demande uuid unique;

-- Une piece se cherche aussi par son seul identifiant : signature d'un lot, demande renvoyee.
create index piece_identifiant on piece (id);
