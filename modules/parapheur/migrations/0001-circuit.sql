-- Parapheur seul : des documents, sans dossier, que des agents nommes signent. Projection des faits du flux `parapheur/<circuit>`.
-- `participants` : le demandeur et les signataires, seuls a le voir ; `attendus` : qui peut signer maintenant.
create table circuit (
  id uuid primary key,
  demande_a timestamptz not null,
  clos_a timestamptz,
  etat text not null check (etat in ('en-cours', 'signe', 'refuse', 'retire')),
  participants text[] not null,
  attendus text[] not null,
  contenu jsonb not null
);
create index circuit_participants on circuit using gin (participants);
create index circuit_attendus on circuit using gin (attendus) where etat = 'en-cours';

-- Travail en cours, hors des faits : fichiers deposes pas encore soumis, signatures preparees.
create table circuit_depot (
  id uuid primary key,
  depose_par text not null,
  depose_a timestamptz not null,
  nom text not null,
  empreinte text not null check (empreinte ~ '^[0-9a-f]{64}$'),
  taille bigint not null,
  avertissements jsonb not null
);
create index circuit_depot_age on circuit_depot (depose_a);

-- `base` : la version du document qui a ete preparee ; une autre signature entre-temps, et il faut preparer de nouveau.
create table circuit_preparation (
  document uuid not null,
  circuit uuid not null,
  matricule text not null,
  base text not null,
  pdf bytea not null,
  attributs bytea not null,
  certificat text not null,
  chaine jsonb not null,
  signe_a timestamptz not null,
  signature bytea,
  erreur text,
  primary key (document, matricule)
);
create index circuit_preparation_signee on circuit_preparation (signe_a) where signature is not null;

grant select, insert, update, delete on circuit, circuit_depot, circuit_preparation to ${application};
