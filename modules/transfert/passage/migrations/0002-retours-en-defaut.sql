-- Depots de PLEX qui ne se reprennent pas, et pourquoi : l'alarme se donne au changement, la supervision les compte.
create table retour_en_defaut (
  depot uuid primary key,
  motif text not null,
  depuis timestamptz not null
);

grant select, insert, update, delete on retour_en_defaut to ${application};
