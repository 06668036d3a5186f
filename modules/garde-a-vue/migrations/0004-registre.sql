-- Le registre de l'unite sur une periode : le jour civil, au lieu de la mesure, ou elle a commence (ou s'est ouverte).
create index mesure_unite_jour on mesure (unite, (left(coalesce(ligne ->> 'debut', ouverture ->> 'ouverteA'), 10)));
