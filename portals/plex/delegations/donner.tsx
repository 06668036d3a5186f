import type { Probleme, ReponsePour } from '@ppn/api-client';
import { nouvelIdentifiant } from '@ppn/echanges';
import { annoncer, Bouton, Champ, Combobox, Echec, jourCivil, Panneau, SaisieDeDate } from '@ppn/kit';
import type { contratPlex } from '@ppn/service-plex/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { client } from '../client.ts';
import { DeclarerUnCollaborateur } from './collaborateur.tsx';
import { aujourdhui, lectureDelegations } from './donnees.ts';

type Confrere = ReponsePour<typeof contratPlex, 'GET /api/confreres'>['personnes'][number];

const LETTRES_MIN = 3;
const DATE = 'Une date, jj/mm/aaaa.';

/** Donner une delegation : a qui, de quand a quand. */
export function Donner() {
  const cache = useQueryClient();
  const [choisi, choisir] = useState<Confrere>();
  const [jours, poserJours] = useState(() => ({ du: aujourdhui(), au: aujourdhui() }));
  const [refus, poserRefus] = useState<Probleme>();
  const [enCours, poserEnCours] = useState(false);
  const [manque, poserManque] = useState(false);
  // Le meme identifiant tant que la demande n'a pas abouti : la renvoyer ne donne pas deux delegations.
  const id = useRef(nouvelIdentifiant());
  const donner = async (): Promise<void> => {
    poserManque(true);
    if (choisi === undefined) return document.getElementById('delegataire')?.focus();
    if (jours.du === '' || jours.au === '') return undefined;
    poserEnCours(true);
    const corps = { id: id.current, delegataire: choisi.id, ...jours };
    const rendu = await client.appeler('POST /api/delegations', { corps });
    poserEnCours(false);
    poserRefus(rendu.ok ? undefined : rendu.refus);
    if (!rendu.ok) return undefined;
    id.current = nouvelIdentifiant();
    poserManque(false);
    annoncer(`${choisi.nom} vous supplée du ${jourCivil(jours.du)} au ${jourCivil(jours.au)} inclus.`);
    choisir(undefined);
    return cache.invalidateQueries({ queryKey: lectureDelegations.queryKey });
  };
  return (
    <Panneau titre="Donner une délégation" actions={<DeclarerUnCollaborateur surDeclare={choisir} />}>
      <div className="pile">
        <p className="petit discret">
          Qui vous supplée voit et prend vos dépôts, sous son propre nom ; la juridiction le sait. Révoquée,
          la délégation ne vaut plus rien au geste suivant.
        </p>
        <div className="grille-champs">
          <AQui choisi={choisi} choisir={choisir} manque={manque && choisi === undefined} />
          <Champ libelle="Du" erreur={manque && jours.du === '' ? DATE : undefined}>
            {(liens) => (
              <SaisieDeDate
                {...liens}
                valeur={jours.du}
                surSaisie={(du) => poserJours((avant) => ({ ...avant, du }))}
              />
            )}
          </Champ>
          <Champ libelle="Au, inclus (un an au plus)" erreur={manque && jours.au === '' ? DATE : undefined}>
            {(liens) => (
              <SaisieDeDate
                {...liens}
                valeur={jours.au}
                surSaisie={(au) => poserJours((avant) => ({ ...avant, au }))}
              />
            )}
          </Champ>
        </div>
        {refus === undefined ? null : <Echec probleme={refus} />}
        <span className="rangee">
          <Bouton genre="primaire" enCours={enCours} onClick={() => void donner()}>
            Donner la délégation
          </Bouton>
        </span>
      </div>
    </Panneau>
  );
}

type DeAQui = {
  readonly choisi: Confrere | undefined;
  readonly choisir: (confrere: Confrere) => void;
  readonly manque: boolean;
};

function AQui({ choisi, choisir, manque }: DeAQui) {
  const trouves = useRef<readonly Confrere[]>([]);
  const chercher = async (texte: string) => {
    if (texte.trim().length < LETTRES_MIN) return [];
    const rendu = await client.appeler('GET /api/confreres', { requete: { texte: texte.trim() } });
    trouves.current = rendu.ok ? rendu.valeur.personnes : [];
    return trouves.current.map(({ id, nom, organisation, genre }) => ({
      cle: id,
      texte: nom,
      rendu: (
        <span className="pile-serree">
          <strong>{nom}</strong>
          <span className="petit discret">
            {genre === 'collaborateur' ? 'Votre collaborateur' : organisation}
          </span>
        </span>
      ),
    }));
  };
  return (
    <Combobox
      id="delegataire"
      plein
      libelle="À qui"
      aide="Trois lettres du nom d’un confrère ou d’un collaborateur déclaré."
      invite="Tapez au moins trois lettres…"
      minimum={LETTRES_MIN}
      texteChoisi={choisi === undefined ? '' : `${choisi.nom}, ${choisi.organisation}`}
      chercher={chercher}
      surChoix={(cle) => {
        const confrere = trouves.current.find(({ id }) => id === cle);
        if (confrere !== undefined) choisir(confrere);
      }}
      erreur={manque ? 'Choisissez qui vous supplée.' : undefined}
    />
  );
}
