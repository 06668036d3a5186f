-- Le cout d'un tableau ne depend que de son tribunal : chaque chiffre se lit dans un index qui porte ses colonnes.
drop index pilotage_procedure_stock, pilotage_procedure_recue, pilotage_procedure_decidee, pilotage_procedure_enregistree;
create index pilotage_procedure_stock on pilotage_procedure (juridiction, etat, recue_a) include (unite, unite_libelle);
create index pilotage_procedure_recue on pilotage_procedure (juridiction, recue_a);
create index pilotage_procedure_decidee on pilotage_procedure (juridiction, decidee_a) include (decision, recue_a)
  where decidee_a is not null;
create index pilotage_procedure_enregistree on pilotage_procedure (juridiction, enregistree_a)
  where enregistree_a is not null;
