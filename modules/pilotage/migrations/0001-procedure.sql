-- Une ligne par procedure recue : projection du tableau de bord, refaite des faits par l'abonnement `pilotage`.
create table pilotage_procedure (
  idj text primary key,
  juridiction text not null,
  unite text not null,
  unite_libelle text not null,
  numero text not null,
  intitule text not null,
  recue_a timestamptz not null,
  enregistree_a timestamptz,
  retournee_a timestamptz,
  decidee_a timestamptz,
  decision text,
  tri text,
  etat text not null check (etat in ('a-trier', 'a-decider', 'retournee', 'decidee')),
  sans_auteur boolean not null
);
create index pilotage_procedure_stock on pilotage_procedure (juridiction, etat, recue_a);
create index pilotage_procedure_recue on pilotage_procedure (juridiction, recue_a);
create index pilotage_procedure_decidee on pilotage_procedure (juridiction, decidee_a) where decidee_a is not null;
create index pilotage_procedure_enregistree on pilotage_procedure (juridiction, enregistree_a)
  where enregistree_a is not null;

grant select, insert, update, delete, truncate on pilotage_procedure to ${application};
