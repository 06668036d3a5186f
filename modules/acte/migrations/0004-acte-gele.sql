-- Donnees de l'acte gele, a cote du PDF qui les embarque : les sceller ne demande plus de rouvrir ce PDF.
alter table brouillon add column acte jsonb;

-- Numero de piece suivant du dossier (celui d'un acte signe puis abandonne ne ressert pas), garde par le brouillon ; `null` : le brouillon n'existe plus.
-- Le verrou est celui des ecrivains du dossier (modules/dossier/consigner.ts) ; pris dans une requete a part, la suivante voit ce qu'ils ont valide.
create function reserver_numero(le_dossier text, l_acte uuid) returns integer language plpgsql volatile as $$
declare
  reserve integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('dossier/' || le_dossier, 7206010));
  update brouillon set numero = 1 + greatest(
    (select coalesce(max(numero), 0) from piece where idj = le_dossier),
    (select coalesce(max(numero), 0) from brouillon where idj = le_dossier),
    (select coalesce(max((donnees ->> 'numero')::int), 0) from fait
      where flux = 'dossier/' || le_dossier and type = 'acte-abandonne')
  ) where acte_id = l_acte returning numero into reserve;
  return reserve;
end $$;
