"""What the portal keeps of the province's public facts, each view named by the question it answers.

rounds     các đợt đánh giá và bộ tiêu chí         scores     ai đang ở đâu, vì tiêu chí nào
history    một điểm đã đổi mấy lần, ai, căn cứ gì    dossiers   hồ sơ ở tay ai, chậm ở đâu
log        thông điệp ấy đâu rồi                     work       ai còn nợ việc gì, đến bao giờ
compliance nghĩa vụ nào đã thực hiện, quá hạn        registers  văn bản nào, số nào, của ai
matters    trình UBND tỉnh gì, theo đường nào
"""

from services.portal.views.compliance import Compliance
from services.portal.views.dossiers import Dossiers
from services.portal.views.history import ScoreHistory
from services.portal.views.log import MessageLog
from services.portal.views.matters import Matters
from services.portal.views.registers import Documents
from services.portal.views.rounds import CriteriaSets, Rounds
from services.portal.views.scores import Scores
from services.portal.views.work import OpenWork

VIEWS = (Rounds, CriteriaSets, Scores, ScoreHistory, OpenWork, Dossiers, MessageLog, Compliance, Documents, Matters)
