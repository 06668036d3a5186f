-- Acces d'urgence : un motif, une duree, une revue. On y ajoute ; seule la revue s'y ecrit, une fois.
create table acces_d_urgence (
  id uuid primary key,
  idj text not null,
  matricule text not null,
  agent text not null,
  qualite text not null,
  rattachement text not null,
  -- Ce qui aurait fait refuser l'acces.
  raison text not null,
  motif text not null,
  ouvert_a timestamptz not null,
  expire_a timestamptz not null,
  avis text check (avis in ('justifie', 'a-signaler')),
  observation text,
  revu_par text,
  revu_a timestamptz
);
create index acces_d_urgence_agent on acces_d_urgence (matricule, idj, expire_a desc);
create index acces_d_urgence_a_revoir on acces_d_urgence (ouvert_a) where avis is null;

create function acces_d_urgence_revue() returns trigger language plpgsql as $$
begin
  if old.avis is not null then
    raise exception 'Un accès d’urgence revu ne se modifie pas.' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger acces_d_urgence_revue before update on acces_d_urgence for each row execute function acces_d_urgence_revue();
grant select, insert on acces_d_urgence to ${application};
grant update (avis, observation, revu_par, revu_a) on acces_d_urgence to ${application};

-- Qui a lu ce dossier depuis quand : sur un journal de plusieurs millions de lignes, sans lire celles des autres dossiers.
create index consultation_dossier_agent on consultation (idj, matricule, numero desc);
