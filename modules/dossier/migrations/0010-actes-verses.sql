-- Ce que chaque acte a apporte au dossier, tel que le pliage le lit : le dossier d'une date passee se replie sans relire les PDF.
-- Projection : `npm run rebuild` la refait ; une ligne absente se relit dans l'acte scelle.
create table acte_verse (
  idj text not null,
  acte_id uuid not null,
  contenu jsonb not null,
  primary key (idj, acte_id)
);
create index piece_versee on piece (idj, versee);

update dossier set contenu = jsonb_build_object('mentions', '[]'::jsonb, 'retraits', '[]'::jsonb) || contenu;

grant select, insert, update, delete on acte_verse to ${application};
