-- Convocations, notifications et avis qu'une decision appelle, et leur sort. Projections des flux `notification/<id>`.
create table notification (
  id uuid primary key,
  idj text not null,
  juridiction text not null,
  acte_id uuid not null,
  objet text not null,
  qualite text not null,
  personne text not null,
  canal text not null,
  raison text not null,
  article text not null,
  -- AAAA-MM-JJ : au-dela, elle est en retard ; vide : aucune.
  echeance text not null,
  etat text not null,
  prevue_a timestamptz not null,
  maj_a timestamptz not null,
  etapes jsonb not null default '[]'
);
create index notification_suivi on notification (juridiction, etat, echeance);
create index notification_idj on notification (idj);

-- Consentement a la voie electronique, personne par personne (803-1 II CPP). Projection des flux `voie-electronique/<idj>`.
create table voie_electronique (
  idj text not null,
  personne text not null,
  moyen text not null,
  adresse text not null,
  recueilli_a timestamptz not null,
  primary key (idj, personne)
);
grant select, insert, update, delete on notification, voie_electronique to ${application};
