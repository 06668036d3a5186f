import { annoncer, Bouton, ChampChoix, ChampTexte, Dialogue, Echec } from '@ppn/kit';
import type { Probleme } from '@ppn/api-client';
import { useRef, useState } from 'react';
import { client } from '../application/client.ts';
import { invalider } from '../application/donnees.ts';
import { CADRES } from '../application/vocabulaire.ts';

const OPTIONS = Object.entries(CADRES).map(([valeur, libelle]) => ({ valeur, libelle }));
const CADRES_CONNUS = ['flagrance', 'preliminaire', 'commission-rogatoire'] as const;

/** Ouvre une procedure : intitulé, cadre, Entrée ; l'IDJ est donne aussitot. */
export function NouvelleProcedure({
  surFermeture,
  surOuverture,
}: {
  readonly surFermeture: () => void;
  readonly surOuverture: (idj: string) => void;
}) {
  const [intitule, poserIntitule] = useState('');
  const [cadre, poserCadre] = useState<(typeof CADRES_CONNUS)[number]>('preliminaire');
  const [refus, poserRefus] = useState<Probleme | undefined>(undefined);
  const [manque, poserManque] = useState(false);
  const enCours = useRef(false);
  // La réponse perdue en route : redemander rend la même procédure.
  const [demande] = useState(() => crypto.randomUUID());

  const ouvrir = async (): Promise<void> => {
    if (intitule.trim() === '') return poserManque(true);
    if (enCours.current) return;
    enCours.current = true;
    const rendu = await client.appeler('POST /api/dossiers', {
      corps: { intitule: intitule.trim(), cadre, demande },
    });
    enCours.current = false;
    if (!rendu.ok) return poserRefus(rendu.refus);
    invalider({ genre: 'boite' });
    annoncer(`Procédure ouverte : ${rendu.valeur.idj}, numéro ${rendu.valeur.numero}.`);
    return surOuverture(rendu.valeur.idj);
  };
  return (
    <Dialogue titre="Nouvelle procédure" surFermeture={surFermeture}>
      <form
        className="pile"
        noValidate
        onSubmit={(evenement) => {
          evenement.preventDefault();
          void ouvrir();
        }}
      >
        {refus === undefined ? null : <Echec probleme={refus} />}
        <ChampTexte
          libelle="Intitulé"
          aide="Ce que sont les faits, en quelques mots : « Vol à l’étalage »."
          erreur={manque && intitule.trim() === '' ? 'Donnez un intitulé.' : undefined}
          value={intitule}
          maxLength={300}
          surSaisie={poserIntitule}
        />
        <ChampChoix
          libelle="Cadre d’enquête"
          value={cadre}
          options={OPTIONS}
          surSaisie={(valeur) =>
            poserCadre(CADRES_CONNUS.find((connu) => connu === valeur) ?? 'preliminaire')
          }
        />
        <div className="dialogue-pied">
          <Bouton onClick={surFermeture}>Annuler</Bouton>
          <Bouton type="submit" genre="primaire" touche="Entrée">
            Ouvrir la procédure
          </Bouton>
        </div>
      </form>
    </Dialogue>
  );
}
