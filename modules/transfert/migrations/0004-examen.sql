-- Ce que l'examen dit de chaque fichier envoye, avant le depot : type d'apres le contenu, antivirus, archive dangereuse.
create table depot_examen (
  envoi text primary key,
  espace uuid not null,
  verdict jsonb not null,
  examine_a timestamptz not null
);
create index depot_examen_espace on depot_examen (espace);

grant select, insert, update, delete on depot_examen to ${application};
