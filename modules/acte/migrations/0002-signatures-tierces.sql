-- Recueil des signatures manuscrites d'un acte en redaction : du texte lu jusqu'au gel. Disparait avec le brouillon.
alter table brouillon
  add column recueil jsonb,
  add column annulation jsonb,
  add column signe_a timestamptz;
create index brouillon_remise on brouillon ((recueil -> 'remise' ->> 'repere'));
create index brouillon_tablette on brouillon ((recueil -> 'remise' -> 'ouverte' ->> 'jeton'));

-- Traces bruts d'une signature : l'objet est chiffre sous `cle` avant d'entrer au magasin, qui le chiffre encore.
-- Effacer la ligne, c'est effacer les traces : l'objet qui reste ne se dechiffre plus.
create table trace_de_signature (
  acte_id uuid not null,
  place text not null check (place in ('personne', 'interprete', 'avocat')),
  empreinte text not null check (empreinte ~ '^[0-9a-f]{64}$'),
  objet text not null check (objet ~ '^[0-9a-f]{64}$'),
  cle bytea not null check (octet_length(cle) = 32),
  primary key (acte_id, place)
);

grant select, insert, delete on trace_de_signature to ${application};
