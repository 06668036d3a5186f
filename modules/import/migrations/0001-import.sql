-- Compte rendu de chaque piece importee d'un autre producteur. La piece elle-meme est un fichier depose (table fichier) ;
-- une piece refusee n'a que son compte rendu. Reimporter les memes octets sous le meme nom remplace le compte rendu.
create table piece_importee (
  id uuid primary key,
  idj text not null,
  nom text not null,
  empreinte text not null,
  taille bigint not null,
  fichier_id uuid,
  importee_a timestamptz not null,
  importee_par text not null,
  rapport jsonb not null,
  unique (idj, nom, empreinte)
);
create index piece_importee_dossier on piece_importee (idj, importee_a);
grant select, insert, update on piece_importee to ${application};
