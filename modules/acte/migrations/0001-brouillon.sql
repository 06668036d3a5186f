-- Actes en cours : du brouillon a la signature recue. La ligne disparait dans la transaction qui scelle l'acte.
create table brouillon (
  acte_id uuid primary key,
  idj text not null,
  type text not null,
  etat text not null default 'brouillon' check (etat in ('brouillon', 'gele', 'signature-recue')),
  version integer not null default 1,
  contenu jsonb not null,
  redacteur text not null,
  agent jsonb not null,
  cree_a timestamptz not null,
  maj_a timestamptz not null,
  numero integer,
  certificat text,
  chaine jsonb,
  pdf bytea,
  attributs bytea,
  signature bytea,
  erreur text
);
create index brouillon_dossier on brouillon (idj);
create index brouillon_redacteur on brouillon (redacteur);
create index brouillon_a_sceller on brouillon (maj_a) where etat = 'signature-recue';

grant select, insert, update, delete on brouillon to ${application};
