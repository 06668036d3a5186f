-- Calendrier des audiences d'une juridiction, et les affaires que les decisions y inscrivent. Projections des flux `audience/<id>`.
create table audience (
  id uuid primary key,
  juridiction text not null,
  nature text not null,
  debut timestamptz not null,
  -- L'horodate telle qu'elle a ete fixee, zone gardee.
  debut_local text not null,
  salle text not null,
  duree_minutes integer not null,
  origine text not null,
  annulee_a timestamptz
);
create index audience_a_venir on audience (juridiction, debut);

create table audience_affaire (
  audience uuid not null,
  idj text not null,
  acte_id uuid not null,
  mode text not null,
  personnes jsonb not null,
  duree_minutes integer not null,
  inscrite_a timestamptz not null,
  primary key (audience, acte_id, mode)
);
create index audience_affaire_idj on audience_affaire (idj);
grant select, insert, update, delete on audience, audience_affaire to ${application};
