import { Chargement, Echec, EtatVide, jourCivil, Liste, Panneau, pluriel, Rang, TitrePage } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { FilePlus2 } from 'lucide-react';
import { ADRESSES, Lien, type Preparation, usePoste } from '../contexte.tsx';
import { problemeDe, useLectures } from '../donnees.ts';
import { RangDeDepot } from './rang-de-depot.tsx';

/** Ce que montre l'accueil de chaque liste : la suite est a un clic. */
const MONTRES = 8;

/** Accueil : ce qui m'attend d'abord, ce que je prepare, ce que j'ai envoye. */
export function PageAccueil() {
  const { zone } = usePoste();
  const preparations = useQuery(useLectures().preparations());
  return (
    <div className="pile">
      <div className="rangee-ecartee">
        <TitrePage onglet="Accueil">{zone} : échange de fichiers</TitrePage>
        <Lien vers={ADRESSES.deposer} className="bouton bouton-primaire">
          <FilePlus2 size={18} aria-hidden="true" />
          Nouveau dépôt
          <span className="touche" aria-hidden="true">
            C
          </span>
        </Lien>
      </div>
      {preparations.data === undefined || preparations.data.length === 0 ? null : (
        <Panneau titre="En préparation" nu>
          <Liste libelle="Dépôts en préparation">
            {preparations.data.map((preparation) => (
              <EnPreparation key={preparation.demande.id} {...preparation} />
            ))}
          </Liste>
        </Panneau>
      )}
      <div className="echange-accueil">
        <Depots
          sens="recus"
          titre="Reçus"
          vide="Rien ne vous attend. Un courriel vous avise de chaque dépôt."
        />
        <Depots
          sens="envoyes"
          titre="Envoyés"
          vide="Vous n’avez encore rien déposé. Lâchez des fichiers dans cette page pour commencer."
        />
      </div>
    </div>
  );
}

function EnPreparation({ demande, envois, echeance }: Preparation) {
  const envoyes = envois.filter(({ sha256 }) => sha256 !== null).length;
  return (
    <Rang>
      <Lien vers={ADRESSES.preparation(demande.id)} className="rang" rang>
        <span className="rang-titre">{demande.objet}</span>
        <span className="rang-suite">
          {envoyes === 0 ? 'envoi commencé' : pluriel(envoyes, 'fichier envoyé', 'fichiers envoyés')},
          jusqu’au {jourCivil(echeance)}
        </span>
        <span className="rang-fin">
          <span className="puce puce-alerte">à finir</span>
        </span>
      </Lien>
    </Rang>
  );
}

type DeDepots = { readonly sens: 'recus' | 'envoyes'; readonly titre: string; readonly vide: string };

function Depots({ sens, titre, vide }: DeDepots) {
  const lecture = useQuery(useLectures().depots(sens));
  const depots = lecture.data ?? [];
  return (
    <Panneau titre={titre} nu actions={<Lien vers={ADRESSES[sens]}>Tout voir</Lien>}>
      {lecture.isError ? (
        <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
      ) : lecture.isPending ? (
        <Chargement />
      ) : depots.length === 0 ? (
        <EtatVide>
          <p>{vide}</p>
        </EtatVide>
      ) : (
        <Liste libelle={titre}>
          {depots.slice(0, MONTRES).map((ligne) => (
            <RangDeDepot key={ligne.id} ligne={ligne} sens={sens} />
          ))}
        </Liste>
      )}
    </Panneau>
  );
}
